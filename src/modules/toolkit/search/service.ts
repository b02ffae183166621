// Finds criteria, moves and the setting's own actions by words.
import type { Ctx } from '../../../kernel/context.ts'
import { searchEdition, type Edition, type SearchHit } from '../edition.ts'
import * as store from './store.ts'

export type FoundAction = {
  id: string
  title: string
  criterion_key: string
  state: 'planned' | 'under_way' | 'done' | 'stopped'
  cycle_number: number
}
export type Found = { q: string; hits: SearchHit[]; actions: FoundAction[] }

const WORDS_MOST = 12

export async function searchToolkit(ctx: Ctx, setting: string, edition: Edition, q: string): Promise<Found> {
  const words = q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, WORDS_MOST)
  if (words.length === 0) return { q, hits: [], actions: [] }
  const likes = words.map((word) => `%${word.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`)
  return { q, hits: searchEdition(edition, q), actions: await ctx.tx.many(store.actionsWith, { setting, likes }) }
}
