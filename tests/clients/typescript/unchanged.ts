// Ask again with the ETag: 304 and no body, where nothing has changed.
import { pushoff } from "./pushoff.js";

const slug = { params: { path: { slug: "soleus" } } };
const first = await pushoff.GET("/v1/muscles/{slug}", slug);
const etag = first.response.headers.get("etag") ?? "";
const again = await pushoff.GET("/v1/muscles/{slug}", {
  ...slug,
  headers: { "If-None-Match": etag },
});
console.log(`${first.response.status}, then ${again.response.status}`);
