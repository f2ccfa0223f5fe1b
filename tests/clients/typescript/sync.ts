// Keeps a copy of all data: everything once, then only what has changed.
import { createHash } from "node:crypto";
import { cursorOf, pushoff, server, type Schemas } from "./pushoff.js";

const copy = new Map<string, NonNullable<Schemas["ChangeRead"]["document"]>>();

/** Brings the copy up to date; gives how many changes there were, and the release it is of now. */
async function sync(since: string): Promise<{ changes: number; release: string }> {
  let changes = 0;
  let cursor: string | undefined;
  for (;;) {
    const { data, error } = await pushoff.GET("/v1/changes", {
      params: { query: { since, limit: 200, include: ["document"], ...(cursor && { cursor }) } },
    });
    if (error) throw new Error(error.detail); // A 410 means: begin again, empty, with since=0.
    for (const { kind, key, document } of data.items) {
      if (document) copy.set(`${kind}/${key}`, document);
      else copy.delete(`${kind}/${key}`);
    }
    changes += data.items.length;
    cursor = cursorOf(data.next);
    if (!cursor) return { changes, release: data.release };
  }
}

const first = await sync("0");
console.log(`${copy.size} resources of release ${first.release}`);
const again = await sync(first.release);
console.log(`${again.changes} changes since`);

// Or take files, whose hash tells that they have arrived whole.
const { data, error } = await pushoff.GET("/v1/exports");
if (error) throw new Error(error.detail);
const file = data.files.find((one) => one.name === "exercises.ndjson");
if (!file) throw new Error("There is no such file.");
const bytes = Buffer.from(await (await fetch(new URL(file.url, server))).arrayBuffer());
const hash = createHash("sha256").update(bytes).digest("hex");
const exercises = bytes.toString().trimEnd().split("\n");
console.log(`${exercises.length} exercises, ${hash === file.sha256 ? "whole" : "broken"}`);
