// Many at once by slug; what does not exist is told.
import { pushoff, type Schemas } from "./pushoff.js";

const { data, error } = await pushoff.GET("/v1/muscles", {
  params: { query: { ids: ["soleus", "tibialis-anterior", "no-such-muscle"], limit: 200 } },
});
if (error) throw new Error(error.detail);

for (const muscle of data.items as Schemas["MuscleSummary"][]) {
  console.log(`${muscle.slug}: ${muscle.name}`);
}
console.log(`missing: ${data.missing.join(", ")}`);
