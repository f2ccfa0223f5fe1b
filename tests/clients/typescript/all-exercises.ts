// All exercises, page by page.
import { cursorOf, pushoff, type Schemas } from "./pushoff.js";

let cursor: string | undefined;
do {
  const { data, error } = await pushoff.GET("/v1/exercises", {
    params: { query: { limit: 100, ...(cursor && { cursor }) } },
  });
  if (error) throw new Error(error.detail);
  for (const exercise of data.items as Schemas["ExerciseSummary"][]) {
    console.log(`${exercise.slug} ${exercise.level}`);
  }
  cursor = cursorOf(data.next);
} while (cursor);
