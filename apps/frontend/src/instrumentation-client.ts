import { config } from 'zod'

// Runs before everything else in the browser. Zod would try whether it may compile code, which pages may not.
config({ jitless: true })
