import { z } from 'zod'

/** The variables of mail; a service adds them to its own. None is needed: what cannot be sent is said to be so. */
export const mailEnv = z.object({
  /** Where mails go out: `smtps://user:password@host:465`, or `smtp://` with STARTTLS where the server offers it. */
  SMTP_URL: z.url({ error: 'must be an smtp:// or smtps:// address', protocol: /^smtps?$/ }).optional(),
  /** Who they come from, as in `HG Content <no-reply@hgcontent.com>`. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an address, as in HG Content <no-reply@example.com>')
    .default('HG Content <no-reply@localhost.localdomain>'),
  /** Outside production, and without SMTP_URL: the folder that mails are written into, as .eml files. */
  MAIL_DIR: z.string().optional(),
})
export type MailEnv = z.infer<typeof mailEnv>
