"""Drilling the watch: scenarios, a simulator, labelled reporting, the drill itself and its debrief."""
