// A form that changes something. The token and the form's own number are put in when the page is sent: the token is
// masked afresh in each response (pages are compressed), the number makes a second press of the button harmless.
import { randomBytes } from 'node:crypto'
import { html, type Html, type Value } from './html.ts'

/** Nobody can type this: it is drawn anew in each process. */
export const FORM_MARK: string = `form-${randomBytes(16).toString('hex')}`

const hidden = html`<input type="hidden" name="form_token" value="${FORM_MARK}-token"><input type="hidden" name="form_once" value="${FORM_MARK}-once">`

/** A form sent by POST to our own `action`. `upload` when it carries a file. */
export function postForm(action: string, content: Value, options: { upload?: boolean; classes?: string } = {}): Html {
  return html`<form action="${action}" method="post" novalidate${options.upload && html` enctype="multipart/form-data"`}${options.classes && html` class="${options.classes}"`}>${hidden}${content}</form>`
}
