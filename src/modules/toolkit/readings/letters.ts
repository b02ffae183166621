// What is written to a critical friend. A letter carries a link and who asks, and nothing of the chapter. The link is
// sealed to the address it was sent to: forwarded, it opens for nobody else.
import { z } from 'zod'
import type { Ctx, Letter } from '../../../kernel/context.ts'
import { dateInWords } from '../../../view/words.ts'
import { askAt, ownReadingAt } from '../paths.ts'
import type { ReadingRow } from './store.ts'

const PURPOSE = 'reading-ask'

const Ask = z.object({
  setting: z.guid(),
  reading: z.guid(),
  school: z.string(),
  chapter: z.string(),
  by: z.string(),
  wished_on: z.string(),
})
export type Ask = z.output<typeof Ask>

type About = { school: string; chapter: string }

function linkOf(ctx: Ctx, reading: ReadingRow, { school, chapter }: About): string {
  if (reading.taken_at !== null) return `${ctx.publicUrl}${ownReadingAt(reading.id)}`
  const { setting_id: setting, id, asked_name: by, wished_on } = reading
  const ask: Ask = { setting, reading: id, school, chapter, by, wished_on }
  const sealed = ctx.secrets.seal(PURPOSE, JSON.stringify(ask), addressOf(reading))
  return `${ctx.publicUrl}${askAt(sealed.toString('base64url'))}`
}

function addressOf(reading: ReadingRow): string {
  if (reading.email === null) throw new Error('An ask without an address cannot be written to')
  return reading.email.toLowerCase()
}

/** Opens only for the address that it was sent to. */
export function sealedAsk(ctx: Ctx, token: string | undefined, email: string): Ask | undefined {
  if (token === undefined || token === '') return undefined
  const clear = ctx.secrets.open(PURPOSE, Buffer.from(token, 'base64url'), email.toLowerCase())
  return clear === undefined ? undefined : Ask.parse(JSON.parse(clear))
}

export function askLetter(ctx: Ctx, reading: ReadingRow, about: About): Letter {
  const { asked_name: by, wished_on, setting_id: setting } = reading
  return {
    to: addressOf(reading),
    subject: `${by} of ${about.school} asks you to be a critical friend`,
    words: `${by} of ${about.school} asks you to read one chapter of their work on wellbeing and to say what you see. It takes about 20 minutes. They would like to hear from you by ${dateInWords(wished_on)}.\n\nOpen this link and sign in with the account that has this email address. You can also say: not this time.\n\n${linkOf(ctx, reading, about)}\n\nNothing is shown before you sign in, and the link opens for nobody else. If you have no account, ask whoever looks after people in your own setting.\n`,
    setting,
  }
}

export function reminderLetter(ctx: Ctx, reading: ReadingRow, about: About): Letter {
  const { asked_name: by, wished_on, setting_id: setting } = reading
  return {
    to: addressOf(reading),
    subject: `${by} of ${about.school} would still like to hear from you`,
    words: `${by} of ${about.school} asked you to read one chapter and hoped for an answer by ${dateInWords(wished_on)}. If you have a moment:\n\n${linkOf(ctx, reading, about)}\n\nIf it does not fit, that is fine: they would rather ask someone else than wait.\n`,
    setting,
  }
}
