"""What every test may use."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.proof.plugin"]

# A busy machine is no finding.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("calm")
