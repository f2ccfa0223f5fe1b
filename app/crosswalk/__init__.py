"""How to join: which exercise of ours another catalogue may mean; pure functions."""
