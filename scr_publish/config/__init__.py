"""What the user tells the program: the profile (a kind of review and its guidance), the Board's project file, and the
case file. Each is TOML; an unknown key is an error that names the nearest known one."""

from scr_publish.config.case import CaseFile, load_case
from scr_publish.config.profile import Profile, load_profile, profile_names
from scr_publish.config.project import Project, load_project

__all__ = ["CaseFile", "Profile", "Project", "load_case", "load_profile", "load_project", "profile_names"]
