"""Door: URLs of the wing: joining, what members look after themselves, papers."""

from django.urls import path

from membership.joining import views as joining
from membership.selfservice import organisation_views as organisation
from membership.selfservice import views as mine
from membership.staffdues import views as staff

app_name = "membership"
urlpatterns = [
    path("", joining.join, name="join"),
    path("apply/<slug:code>/", joining.application, name="apply"),
    path("applied/<uuid:token>/", joining.applied, name="applied"),
    path("mine/", mine.money, name="mine"),
    path("mine/name/", mine.say_name, name="say_name"),
    path("mine/name/<int:pk>/forget/", mine.forget_name, name="forget_name"),
    path("mine/slip/<slug:reference>/", mine.slip_file, name="slip_file"),
    path("mine/paper/<int:pk>/", mine.paper_file, name="paper_file"),
    path("organisation/<int:pk>/", organisation.money, name="organisation"),
    path("organisation/<int:pk>/name/", organisation.say_name, name="organisation_name"),
    path("organisation/<int:pk>/seat/", organisation.give, name="give_seat"),
    path("organisation/<int:pk>/seat/<int:cover>/end/", organisation.end, name="end_seat"),
    path("organisation/<int:pk>/seat/<int:cover>/invite/", organisation.invite, name="invite_seat"),
    path("organisation/<int:pk>/staff/", staff.pay, name="staff"),
    path("organisation/<int:pk>/staff/<slug:reference>/back/", staff.back, name="staff_back"),
    path("paper/<str:token>/", mine.paper_by_link, name="paper_by_link"),
    path("paper/<str:token>/file/", mine.paper_file_by_link, name="paper_file_by_link"),
]
