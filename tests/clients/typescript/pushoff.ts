// The client that every program here uses; schema.d.ts is generated from /openapi.json.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];

export const server = process.argv[2] ?? "http://localhost:8000";
export const pushoff = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: server });

/** Where the next page begins; undefined after the last one. */
export function cursorOf(next: string | null): string | undefined {
  return (next && new URL(next, server).searchParams.get("cursor")) ?? undefined;
}
