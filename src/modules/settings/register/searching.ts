// Looking for schools on the register: what was typed as a question to the database.
import type { Ctx } from '../../../kernel/context.ts'
import type { Programme } from '../programmes/service.ts'
import * as store from './store.ts'

export type SearchAsked = { q: string; district: string; open: boolean }

/** A name as words that must all be in it; a URN as itself; a postcode by its beginning. */
export function searchFrom({ q, district, open }: SearchAsked): store.Search {
  const text = q.trim()
  const shared = { district: district === '' ? null : district, open }
  const none = { words: null, urn: null, postcode: null }
  if (/^\d{5,7}$/.test(text)) return { ...shared, ...none, urn: Number(text) }
  const postcode = text.toUpperCase().replace(/\s+/g, '')
  if (/^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?$/.test(postcode)) return { ...shared, ...none, postcode }
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 8) ?? []
  return { ...shared, ...none, words: words.length === 0 ? null : words.map((word) => `%${word}%`) }
}

export type Found = Awaited<ReturnType<typeof searchRegister>>

export async function searchRegister(ctx: Ctx, programme: Programme, asked: SearchAsked, most: number, skip: number) {
  const search = searchFrom(asked)
  const { found } = await ctx.tx.one(store.countRegister, search)
  const rows = await ctx.tx.many(store.searchRegister, { ...search, programme: programme.id, most, skip })
  return { asked, found, rows }
}
