// The GOV.UK file upload, plain or as a drop zone.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, i18nAttributes, type Attributes, type Messages } from './attributes.ts'
import { field, type FieldOptions } from './form-group.ts'

export interface FileUploadOptions extends FieldOptions {
  multiple?: boolean | undefined
  /** Adds the drop zone where there is script. */
  javascript?: boolean | undefined
  wrapperClasses?: string | undefined
  wrapperAttributes?: Attributes | undefined
  chooseFilesButtonText?: string | undefined
  noFileChosenText?: string | undefined
  multipleFilesChosenText?: Messages | undefined
  dropInstructionText?: string | undefined
  enteredDropZoneText?: string | undefined
  leftDropZoneText?: string | undefined
}

export function fileUpload(options: FileUploadOptions): Html {
  const id = options.id || options.name
  return field(id, options, (describedBy) => {
    const name = classes('govuk-file-upload', options.classes, options.errorMessage && 'govuk-file-upload--error')
    const control = html`<input class="${name}" id="${id}" name="${options.name}" type="file"${options.disabled && ' disabled'}${options.multiple && ' multiple'}${attribute('aria-describedby', describedBy)}${attributes(options.attributes)}>`
    return options.javascript ? dropZone(options, control) : control
  })
}

function dropZone(options: FileUploadOptions, control: Html): Html {
  return html`<div class="${classes('govuk-file-upload-wrapper', options.wrapperClasses)}" data-module="govuk-file-upload"${i18nAttributes('choose-files-button', options.chooseFilesButtonText)}${i18nAttributes('no-file-chosen', options.noFileChosenText)}${i18nAttributes('multiple-files-chosen', options.multipleFilesChosenText)}${i18nAttributes('drop-instruction', options.dropInstructionText)}${i18nAttributes('entered-drop-zone', options.enteredDropZoneText)}${i18nAttributes('left-drop-zone', options.leftDropZoneText)}${attributes(options.wrapperAttributes)}>${control}</div>`
}
