// The part of OpenAPI 3.1 that the description of this API uses.

export interface ApiDescription {
  openapi: string
  info: { title: string; version: string; description: string }
  tags: { name: string; description: string }[]
  /** By path, then by method in lower case. */
  paths: Record<string, Record<string, DescribedOperation>>
  webhooks: Record<string, unknown>
  components: { schemas: Record<string, JsonSchema> }
}

export interface DescribedOperation {
  operationId: string
  summary: string
  description?: string
  deprecated?: boolean
  tags: string[]
  security: object[]
  parameters?: DescribedParameter[]
  requestBody?: { content: Record<string, DescribedContent> }
  responses: Record<string, DescribedAnswer>
}

export interface DescribedAnswer {
  description: string
  headers?: Record<string, object>
  content?: Record<string, DescribedContent>
}

export interface DescribedParameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: JsonSchema
}

export interface DescribedContent {
  schema: JsonSchema
  example?: unknown
}

/** JSON Schema of draft 2020-12, as zod writes it. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  items?: JsonSchema
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}
