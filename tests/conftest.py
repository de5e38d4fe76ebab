"""What every test may ask for."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.harness.fixtures"]

# The clock of a shared machine says nothing about a property, so there is no deadline.
settings.register_profile(
    "thorough",
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("thorough"), max_examples=10_000)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=20)
settings.load_profile("thorough")
