"""Pure functions from what was known at a moment to what a desk should see. Each signal opens into its inputs."""
