"""Models: the one owner of all model processes, their library, and the resources that ship."""
