"""Who may sign in at the demo: one account per role, all with the same plain password."""

PASSWORD = "tasuki-no-mihon"  # noqa: S105 -- the demo prints it

# Role as printed, login name, password.
DEMO_ACCOUNTS = [
    ("会員", "member", PASSWORD),
    ("主催担当", "organiser", PASSWORD),
    ("起案担当", "drafter", PASSWORD),
    ("会計", "treasurer", PASSWORD),
    ("モデレーター", "moderator", PASSWORD),
    ("事務局", "secretariat", PASSWORD),
    ("管理者", "administrator", PASSWORD),
]
