{ // The provider sends everybody back to the first page: the address they came by waits here, in this window alone.
  const here = location.pathname + location.search + location.hash;
  if (here === "/") sessionStorage.removeItem("before sign-in");
  else sessionStorage.setItem("before sign-in", here);
}
