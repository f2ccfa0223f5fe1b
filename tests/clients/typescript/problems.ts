// What went wrong, and the way out.
import { pushoff, type Schemas } from "./pushoff.js";

function show(problem: Schemas["Problem"]): void {
  console.log(`${problem.status} ${problem.code}`);
  for (const fault of problem.errors) {
    console.log(`${fault.parameter}: ${fault.code}, perhaps ${fault.nearest[0] ?? "none"}`);
  }
}

const lost = await pushoff.GET("/v1/muscles/{slug}", { params: { path: { slug: "soleuss" } } });
if (lost.error) show(lost.error);

const wrong = await pushoff.GET("/v1/muscle-roles", {
  params: { query: { cursor: "made-up" } },
});
if (wrong.error) show(wrong.error);
