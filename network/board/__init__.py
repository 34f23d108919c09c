"""The anonymous peer board: practitioners ask and answer one another, and nobody is recognised."""
