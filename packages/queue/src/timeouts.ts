/** What one command of a producer or a health check may take. */
export const quickTimeoutMs = 900

/** What a call of a producer or a health check may take, whatever hangs. */
export const callTimeoutMs = 1000

/** The pause between attempts to start a worker or listener on a server that is away. */
export const startRetryMs = 1000
