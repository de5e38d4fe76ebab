"""Pages of respondents: proving an account, reading what is said, answering and appealing."""
