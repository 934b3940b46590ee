import { html } from 'hono/html'
import type { DescribedOperation, JsonSchema } from '../api-description.ts'
import { curlOf } from './curl.ts'
import { typeOf } from './describe-schema.ts'
import { renderFields, renderProse, renderRow, renderSchema, type Html } from './render-schema.ts'

/** One operation: its request, its parameters and its answers. */
export function renderOperation(
  method: string,
  path: string,
  operation: DescribedOperation,
  models: Record<string, JsonSchema>,
): Html {
  const { operationId, summary, description, parameters = [], requestBody } = operation
  const body = requestBody?.content['application/json']?.schema
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="address">
      <code><span class="method">${method.toUpperCase()}</span> ${path}</code>
      <span class="soft">${operation.security.length > 0 ? 'with an API key' : 'without a key'}</span>
    </p>
    ${description === undefined ? '' : renderProse(description)}
    ${parameters.length === 0 ? '' : html`<h4>Parameters</h4>`}
    <dl>
      ${parameters.map(({ name, in: place, required = false, schema, description = '' }) =>
        renderRow(name, `${typeOf(schema)}, in the ${place}`, required, description),
      )}
    </dl>
    ${
      body === undefined
        ? ''
        : html`<h4>Body</h4>
            ${renderFields(resolve(body, models))}`
    }
    <h4>Answers</h4>
    ${renderAnswers(operation)} ${renderErrors(operation)}
    <pre tabindex="0"><code>${curlOf(method, path, operation)}</code></pre>
  </article>`
}

function renderAnswers({ responses }: DescribedOperation): Html {
  const answers = Object.entries(responses).filter(
    ([, { content = {} }]) => !isError(content) || 'application/json' in content,
  )
  return html`<dl>
    ${answers.map(([status, { description, content = {} }]) => {
      const schema = content['application/json']?.schema
      return html`<div>
        <dt><code>${status}</code></dt>
        <dd>${isError(content) ? '' : renderProse(description)} ${schema === undefined ? '' : renderSchema(schema)}</dd>
      </div>`
    })}
  </dl>`
}

function renderErrors({ responses }: DescribedOperation): Html {
  const errors = Object.entries(responses).filter(([, { content = {} }]) => isError(content))
  return html`<details class="errors">
    <summary>Errors: ${errors.map(([status]) => status).join(', ')}</summary>
    <dl>
      ${errors.map(([status, { description }]) => {
        const codes = [...description.matchAll(/^`([a-z0-9-]+)`:/gm)].map(([, code]) => code)
        return html`<div>
          <dt><code>${status}</code></dt>
          <dd>${codes.map((code) => html`<a href="#error-${code}"><code>${code}</code></a> `)}</dd>
        </div>`
      })}
    </dl>
  </details>`
}

function isError(content: object): boolean {
  return 'application/problem+json' in content
}

function resolve(schema: JsonSchema, models: Record<string, JsonSchema>): JsonSchema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? undefined : models[name]) ?? schema
}
