extension AnalysisNotebook {
    static let identities: [Notebook.Cell] = [
        .markdown(
            "identities-text",
            """
            ## Do profit and loss add up?

            Totals are sums over the recommended lines. Each asset's P&L is its gain less the points it pays for and the fees it pays; fees
            between members cancel, and the P&Ls of assets and programme add up to net value.
            """),
        .code(
            "identities",
            #"""
            lines = tables["recommendations"]
            totals = tables["totals"].set_index("quantity").amount
            assets = tables["assets"].set_index("asset")

            for quantity, amount in figures["totals"].items():
                if amount is not None:
                    agree(f"totals.parquet, {quantity}", totals[quantity], amount)
            for quantity, column in {"shown": "customers", "completions": "completions", "cost": "cost", "value": "value",
                                     "net_value": "net_value"}.items():
                agree(f"sum of {column} over the lines", lines[column].sum(), totals[quantity], scale=lines[column].abs().sum())
            parts = totals.value + totals.fee_income - totals.cost
            agree("value and fees less cost", parts, totals.net_value, scale=abs(totals.value) + totals.cost)

            agree_all("gain less funding less fees", assets.gain - assets.funding - assets.fees, assets.pnl, scale=assets.abs().sum(axis=1))
            size = assets.abs().to_numpy().sum()
            agree("sum of gains", assets.gain.sum(), totals.value, scale=size)
            agree("sum of funding", assets.funding.sum(), totals.cost, scale=size)
            agree("fees from outside the coalition", -assets.fees.sum(), totals.fee_income, scale=size)
            agree("sum of P&Ls", assets.pnl.sum(), totals.net_value, scale=size)
            if run["objective"]["value"] is not None:
                agree("objective", totals[run["objective"]["kind"]], run["objective"]["value"])
            formatted(assets)
            """#),
        .markdown("limits-text", "Limits, and what loosening one by a unit brings (`shadow_price`)."),
        .code(
            "limits",
            #"""
            limits = tables["constraints"].set_index("name")
            formatted(limits[["owner", "used", "limit", "binding", "shadow_price"]], shadow_price="{:,.2f}")
            """#),
    ]

    static let offers: [Notebook.Cell] = [
        .markdown(
            "offers-text",
            """
            ## Who is shown what

            Percents by segment and offer, averaged over the customers shown; darker is more generous. At most 40 segments are drawn, those of
            most net value.
            """),
        .code(
            "offers",
            #"""
            largest = lines.groupby("segment").net_value.sum().nlargest(40).index
            shown = lines[lines.segment.isin(largest)].assign(weighted=lambda rows: rows.percent * rows.customers)
            cells = shown.groupby(["segment", "offer"])[["weighted", "customers"]].sum()
            percents = (cells.weighted / cells.customers).unstack("offer").sort_index()

            figure, axes = plt.subplots(figsize=(1.5 + 1.15 * len(percents.columns), 1.2 + 0.26 * len(percents)))
            axes.imshow(percents, aspect="auto", cmap="Blues", vmin=0, vmax=1.3 * np.nanmax(percents))
            for (row, column), percent in np.ndenumerate(percents.to_numpy()):
                if not np.isnan(percent):
                    axes.text(column, row, f"{percent:.3g} %", ha="center", va="center",
                              color="white" if percent > 0.7 * np.nanmax(percents) else "black")
            axes.set_xticks(range(len(percents.columns)), percents.columns, rotation=30, ha="left")
            axes.set_yticks(range(len(percents)), percents.index)
            axes.xaxis.tick_top()
            axes.tick_params(length=0)
            for spine in axes.spines.values():
                spine.set_visible(False)
            plt.show()
            """#),
    ]

    static let lines: [Notebook.Cell] = [
        .markdown(
            "lines-text",
            """
            ## Each line, computed again

            What a line of the plan brings and costs follows from how its segment spends, answers and redeems. The functions below are
            written from the model's formulas, not from the program that made the run.
            """),
        .code(
            "model",
            #"""
            KEY = ["segment", "bundle", "offer"]
            inputs = lines.merge(tables["recommendation-inputs"], on=KEY, how="left", validate="1:1", indicator=True)
            missing = inputs.loc[inputs._merge != "both", KEY].to_numpy().tolist()
            assert not missing, f"recommendation-inputs.parquet lacks {missing[0]}"
            points = {key: rows for key, rows in tables["response-points"].groupby(KEY)}


            def expected_accrual(rate, cap, mean, variation):
                """E[min(rate S, cap)], S lognormal with that mean and coefficient of variation: cashback of one customer in a month."""
                if rate == 0 or mean == 0 or math.isnan(cap):
                    return rate * mean
                sigma = math.sqrt(math.log1p(variation**2))
                if sigma == 0:
                    return min(rate * mean, cap)
                below = (math.log(cap / rate) - math.log(mean) + sigma**2 / 2) / sigma
                normal = lambda x: math.erfc(-x / math.sqrt(2)) / 2
                return rate * mean * normal(below - sigma) + cap * normal(-below)


            def completion(line, percent):
                """Probability that a customer who is shown the offer completes it, fraud aside."""
                if line.form == "logistic":
                    odds = line.intercept + line.slope * percent + line.duration_slope * math.log(line.months)
                    return line.ceiling / (1 + math.exp(min(700.0, -odds)))
                if line.form == "saturating":
                    return line.floor + (line.ceiling - line.floor) * percent / (percent + line.half_percent) if percent > 0 else line.floor
                curve = points[tuple(getattr(line, name) for name in KEY)]
                return float(np.interp(percent, curve.percent, curve.completion))


            def per_customer(line, percent):
                """Completions, cost, value and net value of one customer shown the line's offer at a percent."""
                rate, months = percent / 100, line.months
                effective = rate
                if line.percent_basis == "effective" and line.monthly_spend > 0:
                    effective = expected_accrual(rate, line.monthly_cap, line.monthly_spend, line.spend_cv) / line.monthly_spend
                lifted = line.monthly_spend * (1 + line.spend_lift * effective)
                accrual = expected_accrual(rate, line.monthly_cap, lifted, line.spend_cv)

                fraudulent = fraud_loss = 0.0
                if line.fraud_rate > 0 and line.monthly_cap >= 0:
                    fraudulent = min(1.0, line.fraud_rate * (percent / line.fraud_reference_percent) ** line.fraud_elasticity)
                    active_months = sum((1 - line.fraud_monthly_detection) ** month for month in range(months))
                    fraud_loss = fraudulent * line.monthly_cap * active_months
                completed = completion(line, 100 * effective) * (1 - fraudulent)
                organic = line.organic * (1 - fraudulent)

                expiry = line.points_expire_after_months
                redeemed = float(line.monthly_redemption > 0) if math.isnan(expiry) else 1 - (1 - line.monthly_redemption) ** expiry
                cost = redeemed * completed * months * accrual + fraud_loss
                extra_spend = completed * months * line.spend_lift * effective * line.monthly_spend
                value = (completed - organic) * line.value_step + extra_spend * line.margin
                fees = line.acquisition_fee * completed if line.sponsor_is_external else 0.0
                return {"completions": completed, "cost": cost, "value": value, "net_value": value + fees - cost}
            """#),
        .code(
            "lines",
            #"""
            computed = pd.DataFrame([per_customer(line, line.percent) for line in inputs.itertuples()]).mul(inputs.customers, axis=0)
            named = inputs.set_index(KEY)
            for quantity in computed.columns:
                agree_all(f"{quantity} of the line", computed[quantity].set_axis(named.index), named[quantity],
                          scale=named.cost + named.value.abs())

            # Who pays for what: points by the sponsor, or by the programme where the sponsor is a partner; fees by completion.
            payer = inputs.sponsor.where(~inputs.sponsor_is_external, "programme")
            fees = inputs.acquisition_fee * computed.completions
            paid = fees.groupby(payer).sum().reindex(assets.index, fill_value=0.0)
            paid["programme"] = -fees.sum()
            agree_all("points paid for", computed.cost.groupby(payer).sum().reindex(assets.index, fill_value=0.0), assets.funding, scale=size)
            agree_all("fees paid", paid, assets.fees, scale=size)
            print(f"{len(inputs)} lines: completions, cost, value, net value, points and fees by payer, all as the run says")
            """#),
    ]
}
