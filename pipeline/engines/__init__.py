"""Where documents are read: on all cores of this machine or on a cluster, each behind a fence and under limits."""
