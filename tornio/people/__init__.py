"""Who there is: organisations, services, people, staff, how they sign in, and the frame in which anybody acts."""
