// What people send to load data, to decide a codebook, and to press a button.
import { z } from 'zod'
import { choice, form, formOfMany } from '../../../kernel/form.ts'

/** Fields of a form with a file arrive in full up to a quarter of a megabyte; what is longer is better sent as a file. */
export const MOST_PASTED = 250_000

export const loadForm = form({ pasted: z.string(), question: z.string().max(100) })

export const exampleForm = form({ example: choice(['review', 'pupils'], 'Choose one of the examples') })

export const pressForm = form({})

export const codebookFileForm = form({})

const MOST_WORDS = 2000

/** For each column its kind and label by its place, and what is asked of all of them. */
export const codebookForm = formOfMany(
  /^(kind|label)_\d{1,3}$/,
  ['missing', 'scale_min', 'scale_max', 'came', 'question'],
  MOST_WORDS,
  1200,
)
