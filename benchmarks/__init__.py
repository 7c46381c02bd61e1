"""The benchmarks of `./dev/bench`, beside Odoo's own parts; `RESULTS.md` is what they last said."""
