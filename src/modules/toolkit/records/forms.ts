// What people send about the Record.
import { form, uuid, words } from '../../../kernel/form.ts'

export const keepingForm = form({ why: words('Say why you are keeping this version, in a few words', 300) })

export const sharingForm = form({ programme: uuid('Choose a programme') })
