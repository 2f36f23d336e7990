{ // Back to the address they came by, once; it is a path, so it leads nowhere else.
  const there = sessionStorage.getItem("before sign-in");
  sessionStorage.removeItem("before sign-in");
  if (there && there.startsWith("/") && !there.startsWith("//") && there !== location.pathname + location.search)
    location.replace(there);
}
