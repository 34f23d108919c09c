"""Programme, registration, relay and calendar."""
