// What a demonstration shows and a real installation never does: its cast at the door, and the letters it would send.
import type { Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { openLetter } from '../../../kernel/mail.ts'
import { notFound } from '../../../kernel/problem.ts'
import { newestLetters } from '../../../kernel/store.ts'
import { atTheDoor } from '../sessions/service.ts'
import * as store from './store.ts'
import type { CastMember } from './store.ts'

export type { CastMember }

/** The cast, where one press may sign in as one of them: a demonstration, asked from this machine itself. */
export function castAtTheDoor(ctx: Ctx, loopback: boolean): Promise<CastMember[]> {
  if (!ctx.demo || !loopback) return Promise.resolve([])
  return atTheDoor(ctx, () => ctx.tx.many(store.wholeCast, {}))
}

export type LetterShown = { id: string; at: Date; to: string; subject: string; words: string; sent: boolean }

/** The newest letters, opened. Only a demonstration opens letters: there is nobody real to write to. */
export async function lettersShown(ctx: Ctx, loopback: boolean): Promise<LetterShown[]> {
  if (!ctx.demo || !loopback) throw notFound()
  const rows = await ctx.tx.as('clerk', nowhere, () => ctx.tx.many(newestLetters, { most: 50 }))
  return rows.flatMap((row) => {
    const letter = openLetter(ctx.secrets, row.sealed)
    return letter
      ? [
          {
            id: row.id,
            at: row.queued_at,
            to: letter.to,
            subject: letter.subject,
            words: letter.words,
            sent: row.sent_at !== null,
          },
        ]
      : []
  })
}
