// Says which muscles drive push-off.
import { pushoff, type Schemas } from "./pushoff.js";

const { data, error } = await pushoff.GET("/v1/muscle-roles", {
  params: { query: { phase: ["push-off"], role: ["power"], direction: ["drives"], limit: 5 } },
});
if (error) throw new Error(error.detail);

// An answer without `fields` holds whole items.
const roles = data.items as Schemas["MuscleRoleRead"][];
for (const { muscle, share, grade } of roles) {
  console.log(`${muscle.name}: ${share ?? "not known"} (grade ${grade})`);
}
