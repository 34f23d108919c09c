"""Running the tests and keeping what they prove (docs/build/proof.md)."""
