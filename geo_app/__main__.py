"""``python -m geo_app`` and the command ``geo-app``."""

from geo_app.cli.main import main

if __name__ == "__main__":
    main()
