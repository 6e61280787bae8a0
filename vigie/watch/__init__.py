"""What is collected from outside, and later what is kept and compared of it."""
