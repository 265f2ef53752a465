"""The app as a plain Streamlit script: `geo-app run` (or `streamlit run streamlit_app.py`)."""

from geo_app.ui.shell import main

main()
