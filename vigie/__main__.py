"""python -m vigie."""

from vigie.cli import main

if __name__ == "__main__":
    main()
