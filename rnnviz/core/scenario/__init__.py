"""A Scenario: every choice a run depends on, and what is wrong with one, in sentences."""
