// What people send as evidence. Files come by another road one day; here are words, links and measures.
import { z } from 'zod'
import { choice, day, form, words } from '../../../kernel/form.ts'

const URL_WRONG = 'Enter a web address that begins with https:// or http://'

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || /\s/.test(text)) return false
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === ''
  )
}

export const evidenceForm = form({
  kind: choice(['note', 'link', 'series'], 'Choose a note, a link or a measure'),
  on_day: day('Enter the day it is from, such as 12 October 2026'),
  words: words('Say in a sentence what it shows', 1000),
  url: z
    .string()
    .trim()
    .max(500, 'Use a web address of 500 characters or fewer')
    .refine((text) => text === '' || isWebAddress(text), URL_WRONG),
  indicator: z.union([z.literal(''), z.guid('Choose a measure from the list')], 'Choose a measure from the list'),
})

export const linkMissing = URL_WRONG
