/** How long a session lasts after signing in. */
export const sessionSeconds = 12 * 60 * 60
