/** The strict CSP forbids compiled validators; this runs before the first schema is made. */
import { z } from 'zod'

z.config({ jitless: true })
