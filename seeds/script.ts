// What one setting of an edition wrote in its own words, where nothing is dealt from the pages that primary schools share:
// words/EDITION/ has why each level was agreed, what the plan says and what came of it. A wrong page is our mistake: it
// throws.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const sentence = z.string().min(12)

const aroundShape = z.strictObject({
  discussed: z.array(sentence).min(6),
  left_out: z.array(sentence).min(2),
  took_part: z.record(z.string(), z.array(sentence).min(1)),
})

/** Why the team agreed a level (null: it does not apply), a note that shows it, and what a member said when rating. */
const agreedShape = z.strictObject({
  level: z.int().min(0).max(3).nullable(),
  reason: sentence,
  note: sentence.optional(),
  said: sentence.optional(),
})

const reviewShape = z.strictObject({
  done: sentence,
  pupils: sentence.nullable(),
  changed: z.enum(['much', 'some', 'not_yet', 'too_early']),
  next: z.enum(['finished', 'embed', 'carry_on', 'stop']),
  next_words: sentence,
  level: z.int().min(0).max(3).optional(),
  reason: sentence.optional(),
})

const actionShape = z.strictObject({
  criterion: z.string(),
  /** Which of the criterion's moves it follows, counted from 0. */
  move: z.int().min(0).max(3),
  /** The recommended role whose holder owns it. */
  owner: z.string(),
  people: sentence,
  impact: sentence,
  seen: sentence,
  last_step: sentence,
  state: z.enum(['planned', 'under_way', 'done', 'stopped']),
  indicator: z
    .strictObject({
      name: sentence,
      unit: z.string(),
      better: z.enum(['higher', 'lower']),
      from: z.number(),
      to: z.number(),
      /** The newest number, as the review tells it; absent: nothing has been counted since it began. */
      reached: z.number().optional(),
    })
    .optional(),
  note: sentence.optional(),
  review: reviewShape.optional(),
})

const planShape = z.strictObject({
  actions: z.array(actionShape),
  /** Gaps that wait, and why. */
  waits: z.record(z.string(), sentence),
})

export type ScriptedAgreement = z.infer<typeof agreedShape>
export type ScriptedAction = z.infer<typeof actionShape>
export type ScriptedPlan = z.infer<typeof planShape>

export type Script = {
  around: z.infer<typeof aroundShape>
  /** For each cycle, by criterion; a programme's own criterion is called `own`. */
  agreed: readonly Readonly<Record<string, ScriptedAgreement>>[]
  plan: ScriptedPlan | undefined
}

function page<S extends z.ZodType>(edition: string, name: string, shape: S): z.output<S> | undefined {
  const path = join(import.meta.dirname, 'words', edition, `${name}.json`)
  if (!existsSync(path)) return undefined
  const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`seeds/words/${edition}/${name}.json: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

const agreedPage = z.record(z.string(), agreedShape)

export function scriptOf(edition: string): Script {
  const around = page(edition, 'around', aroundShape)
  if (!around) throw new Error(`seeds/words/${edition} has no around.json`)
  const cycles = ['agreed', 'agreed-again'].map((name) => page(edition, name, agreedPage))
  return { around, agreed: cycles.filter((one) => one !== undefined), plan: page(edition, 'plan', planShape) }
}
