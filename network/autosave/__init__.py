"""What people type into long forms, kept on their own device until it is sent."""
