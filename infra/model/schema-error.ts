/** The part of typebox's error that is read here; its shape follows JSON Schema's keywords. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer into the value. */
  readonly instancePath: string;
  /** Pointer to the schema that has the keyword; its parts are not escaped. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}
